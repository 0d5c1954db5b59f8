package funcgraph.http.iam;

import funcgraph.contract.iam.CatalogEntry;
import funcgraph.contract.iam.DomainList;
import funcgraph.contract.iam.Links;
import funcgraph.contract.iam.NamedReference;
import funcgraph.contract.iam.ProjectList;
import funcgraph.contract.iam.RegionList;
import funcgraph.contract.iam.TokenResponse;
import funcgraph.contract.iam.VersionResponse;
import funcgraph.engine.iam.Caller;
import funcgraph.engine.iam.Domain;
import funcgraph.engine.iam.Identities;
import funcgraph.engine.iam.Project;
import funcgraph.engine.iam.Scope;
import funcgraph.engine.iam.Token;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Identities as they look on the wire, with links that begin with the address the client used. */
final class IamViews {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Identities identities;

    IamViews(Identities identities) {
        this.identities = identities;
    }

    TokenResponse token(Token token, Optional<List<CatalogEntry>> catalog) {
        var caller = token.caller();
        var domain = reference(caller.domain());
        var project = caller.project()
                .map(scoped -> new TokenResponse.ScopedProject(scoped.id(), scoped.name(), domain))
                .orElse(null);
        return new TokenResponse(new TokenResponse.Token(
                time(token.issuedAt()),
                time(token.expiresAt()),
                token.methods(),
                project,
                project == null ? domain : null,
                new TokenResponse.SignedInUser(caller.userId(), caller.userName(), domain),
                List.of(),
                catalog.orElse(null)));
    }

    ProjectList projects(List<Project> projects, String origin, String path) {
        return new ProjectList(
                projects.stream().map(project -> project(project, origin)).toList(), new Links(origin + path));
    }

    ProjectList.ListedProject project(Project project, String origin) {
        return new ProjectList.ListedProject(
                project.id(),
                project.name(),
                identities.domain().id(),
                identities.domain().id(),
                true,
                false,
                "",
                new Links(origin + "/v3/projects/" + project.id()));
    }

    DomainList domains(String origin) {
        var domain = identities.domain();
        var listed = new DomainList.ListedDomain(
                domain.id(), domain.name(), true, "", new Links(origin + "/v3/domains/" + domain.id()));
        return new DomainList(List.of(listed), new Links(origin + "/v3/auth/domains"));
    }

    /** The function API has a project in its address, so it is only listed for who has chosen one. */
    List<CatalogEntry> catalog(Caller caller, String origin) {
        var iam = entry("identity", "iam", origin + "/v3");
        return switch (caller.scope()) {
            case Scope.OneProject(Project project) -> List.of(functions(project, origin), iam);
            case Scope.EveryProject() ->
                caller.projects().size() == 1
                        ? List.of(functions(caller.projects().getFirst(), origin), iam)
                        : List.of(iam);
            case Scope.WholeDomain() -> List.of(iam);
        };
    }

    VersionResponse version(String origin) {
        return new VersionResponse(new VersionResponse.Version(
                "v3.0",
                "stable",
                "2013-03-06T00:00:00Z",
                List.of(new VersionResponse.Link("self", origin + "/v3/")),
                List.of(new VersionResponse.MediaType(
                        "application/json", "application/vnd.openstack.identity-v3+json"))));
    }

    RegionList regions(String origin) {
        var id = identities.region();
        var region = new RegionList.Region(
                id, "public", "", new RegionList.Locales(id, id), new Links(origin + "/v3/regions/" + id));
        return new RegionList(List.of(region), new Links(origin + "/v3/regions"));
    }

    /** Always with microseconds, as Keystone writes it. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private CatalogEntry functions(Project project, String origin) {
        return entry("functiongraph", "functiongraph", origin + "/v2/" + project.id());
    }

    private CatalogEntry entry(String type, String name, String url) {
        var region = identities.region();
        var endpoint = new CatalogEntry.Endpoint(idOf("endpoint", name), region, region, "public", url);
        return new CatalogEntry(type, name, idOf("service", name), List.of(endpoint));
    }

    private static NamedReference reference(Domain domain) {
        return new NamedReference(domain.id(), domain.name(), null);
    }

    /** Ids follow from the names, and so are the same on every node and after every start. */
    private static String idOf(String kind, String name) {
        return UUID.nameUUIDFromBytes((kind + ":" + name).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
