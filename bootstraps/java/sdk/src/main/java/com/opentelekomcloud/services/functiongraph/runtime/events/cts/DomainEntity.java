package com.opentelekomcloud.services.functiongraph.runtime.events.cts;

import org.jspecify.annotations.Nullable;

/** The account in whose name a traced action was done. */
public class DomainEntity {

    private @Nullable String id;

    private @Nullable String name;

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

    @Override
    public String toString() {
        return "DomainEntity(id=" + id + ", name=" + name + ")";
    }
}
