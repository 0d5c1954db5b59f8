package com.opentelekomcloud.services.functiongraph.runtime.events.cts;

import org.jspecify.annotations.Nullable;

/** Who did a traced action. */
public class UserEntity {

    private @Nullable String id;

    private @Nullable String name;

    private @Nullable DomainEntity domain;

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable DomainEntity getDomain() {
        return domain;
    }

    public void setDomain(@Nullable DomainEntity domain) {
        this.domain = domain;
    }

    @Override
    public String toString() {
        return "UserEntity(id=" + id + ", name=" + name + ", domain=" + domain + ")";
    }
}
