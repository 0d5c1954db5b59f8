package com.huawei.services.runtime.entity.cts;

import org.jspecify.annotations.Nullable;

/** Who did a traced action. */
public class User {

    private @Nullable String id;

    private @Nullable String name;

    private @Nullable Domain domain;

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

    public @Nullable Domain getDomain() {
        return domain;
    }

    public void setDomain(@Nullable Domain domain) {
        this.domain = domain;
    }

    @Override
    public String toString() {
        return "User(id=" + id + ", name=" + name + ", domain=" + domain + ")";
    }
}
