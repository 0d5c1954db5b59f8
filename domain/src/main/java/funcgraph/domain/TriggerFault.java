package funcgraph.domain;

/** What can be wrong with a trigger; with the trigger's type it gives the error code (functiongraph-api 4.2). */
public enum TriggerFault {
    /** A field of event_data, or the status, breaks a rule. */
    INVALID,
    /** The function has no such trigger. */
    NOT_THERE,
    /** The function's version has a trigger on the same thing already. */
    EXISTS,
    /** An API of the same group, environment, method and path is there. */
    PATH_TAKEN,
    /** Another trigger of the project hears some of the same events of the bucket. */
    BUCKET_TAKEN,
    NAME_REQUIRED,
    NAME_TOO_LONG,
    OPERATION_REQUIRED,
    OPERATION_TWICE,
    OPERATION_MALFORMED,
    TOO_MANY_OPERATIONS,
    /** The broker wants a name and a password. */
    CREDENTIALS_REQUIRED
}
