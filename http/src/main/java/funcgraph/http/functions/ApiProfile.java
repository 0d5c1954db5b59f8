package funcgraph.http.functions;

/** Which age of the API is spoken (docs/adr, API profiles). */
public enum ApiProfile {
    /** Today's SDKs and Terraform; seed fields and newer fields together. */
    CURRENT,

    /** The seed page to the letter: code_type mandatory, its 33 response keys, {@code func_urn} without qualifier. */
    SEED_2019
}
