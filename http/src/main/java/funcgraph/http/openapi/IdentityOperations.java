package funcgraph.http.openapi;

import static funcgraph.http.openapi.Operation.that;

import funcgraph.contract.HeaderNames;
import funcgraph.contract.iam.CatalogResponse;
import funcgraph.contract.iam.DomainList;
import funcgraph.contract.iam.ProjectList;
import funcgraph.contract.iam.RegionList;
import funcgraph.contract.iam.TemporaryKeyRequest;
import funcgraph.contract.iam.TemporaryKeyResponse;
import funcgraph.contract.iam.TokenRequest;
import funcgraph.contract.iam.TokenResponse;
import funcgraph.contract.iam.VersionResponse;
import java.util.List;
import java.util.Map;

/** The identity service. Its refusals have a form of their own. */
final class IdentityOperations {

    private IdentityOperations() {}

    static void addTo(Map<String, Operation> all) {
        all.put(
                "KeystoneCreateUserTokenByPassword",
                that("Gives a token for a password, for a signed request or for another token.")
                        .asking("nocatalog")
                        .taking(TokenRequest.class)
                        .giving(201, new Shape.Records(List.of(TokenResponse.class)))
                        .telling(HeaderNames.SUBJECT_TOKEN));
        all.put(
                "KeystoneValidateToken",
                that("Shows what a token says.")
                        .asking("nocatalog")
                        .reading(HeaderNames.SUBJECT_TOKEN)
                        .giving(TokenResponse.class)
                        .telling(HeaderNames.SUBJECT_TOKEN));
        all.put(
                "KeystoneListProjects",
                that("Lists the caller's projects.").asking("name").giving(ProjectList.class));
        all.put("KeystoneShowProject", that("Shows a project.").giving(ProjectList.One.class));
        all.put("KeystoneListAuthProjects", that("Lists the caller's projects.").giving(ProjectList.class));
        all.put("KeystoneListAuthDomains", that("Lists the account.").giving(DomainList.class));
        all.put("KeystoneShowCatalog", that("Shows where the services are.").giving(CatalogResponse.class));
        all.put(
                "CreateTemporaryAccessKeyByToken",
                that("Gives temporary keys for a token.")
                        .taking(TemporaryKeyRequest.class)
                        .giving(201, new Shape.Records(List.of(TemporaryKeyResponse.class))));
        all.put(
                "KeystoneShowVersion",
                that("Shows the version of the identity API.").giving(VersionResponse.class));
        all.put("KeystoneListRegions", that("Lists the region.").giving(RegionList.class));
    }
}
