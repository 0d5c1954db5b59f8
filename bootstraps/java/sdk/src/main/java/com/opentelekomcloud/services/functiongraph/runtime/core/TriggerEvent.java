package com.opentelekomcloud.services.functiongraph.runtime.core;

/** Marks the events of triggers. */
public interface TriggerEvent {}
