package funcgraph.http.openapi;

import static funcgraph.contract.ErrorCode.*;
import static funcgraph.http.openapi.Operation.that;

import funcgraph.contract.AliasRequest;
import funcgraph.contract.AliasResponse;
import funcgraph.contract.CodeRequest;
import funcgraph.contract.CreateFunctionRequest;
import funcgraph.contract.ErrorCode;
import funcgraph.contract.FunctionCodeResponse;
import funcgraph.contract.FunctionResponse;
import funcgraph.contract.ImportFunctionRequest;
import funcgraph.contract.ListFunctionsResponse;
import funcgraph.contract.ListVersionsResponse;
import funcgraph.contract.MaxInstancesRequest;
import funcgraph.contract.PublishVersionRequest;
import funcgraph.contract.UpdateConfigRequest;
import funcgraph.http.exchange.ErrorMapper;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions, their versions and their aliases. */
final class FunctionOperations {

    private static final Set<ErrorCode> OF_CODE = EnumSet.of(
            INLINE_CODE_TOO_LARGE,
            PACKAGE_TOO_LARGE,
            TOO_MUCH_CODE,
            NO_SUCH_OBJECT,
            BAD_GATEWAY,
            NO_SUCH_DEPENDENCY,
            DEPENDENCY_INACCESSIBLE);

    private FunctionOperations() {}

    static void addTo(Map<String, Operation> all) {
        all.put(
                "CreateFunction",
                that("Creates a function.")
                        .taking(new Shape.Records(
                                List.of(CreateFunctionRequest.class, UpdateConfigRequest.class, CodeRequest.class)))
                        .giving(FunctionResponse.class)
                        .refusing(ErrorMapper.ofFields())
                        .refusing(OF_CODE)
                        .refusing(FUNCTION_EXISTS, TOO_MANY_FUNCTIONS, NO_SUCH_AGENCY));
        all.put(
                "ListFunctions",
                that("Lists the functions of a project, in the order of their creation or another.")
                        .paged()
                        .asking("package_name", "func_name", "order_by", "order")
                        .giving(ListFunctionsResponse.class));
        all.put(
                "DeleteFunction",
                that("Deletes a function with all its versions, or one version.")
                        .refusing(ADDITIONAL_VERSION));
        all.put(
                "ShowFunctionConfig",
                that("Shows a function's metadata.")
                        .giving(FunctionResponse.class)
                        .telling("ETag"));
        all.put(
                "UpdateFunctionConfig",
                that("Changes a function's metadata; what is absent keeps its value.")
                        .reading("If-Match")
                        .taking(UpdateConfigRequest.class)
                        .giving(FunctionResponse.class)
                        .telling("ETag")
                        .refusing(ErrorMapper.ofFields())
                        .refusing(OF_CODE)
                        .refusing(CONFLICT, NO_SUCH_AGENCY));
        all.put(
                "ShowFunctionCode",
                that("Shows a function's code.")
                        .giving(FunctionCodeResponse.class)
                        .telling("ETag"));
        all.put(
                "UpdateFunctionCode",
                that("Replaces a function's code.")
                        .reading("If-Match")
                        .taking(CodeRequest.class)
                        .giving(FunctionCodeResponse.class)
                        .telling("ETag")
                        .refusing(ErrorMapper.ofFields())
                        .refusing(OF_CODE)
                        .refusing(CONFLICT));
        all.put(
                "ImportFunction",
                that("Creates a function from a file that an export made.")
                        .taking(ImportFunctionRequest.class)
                        .giving(FunctionResponse.class)
                        .refusing(ErrorMapper.ofFields())
                        .refusing(OF_CODE)
                        .refusing(FUNCTION_EXISTS, TOO_MANY_FUNCTIONS, NO_SUCH_AGENCY)
                        .refusing(SEVERAL_YAML_FILES, IMPORT_TOO_LARGE, INVALID_YAML, TWICE_IN_YAML, NOT_IN_YAML));
        all.put(
                "ExportFunction",
                that("Packs a function's metadata, its code, or both into a zip.")
                        .asking("config", "code", "type")
                        .giving(200, new Shape.Anything("application/octet-stream"))
                        .telling("Content-Disposition")
                        .refusing(INVALID_QUERY, PACKAGE_TOO_LARGE));
        all.put(
                "UpdateFunctionMaxInstanceConfig",
                that("Limits how many calls of a function run at a time.")
                        .taking(MaxInstancesRequest.class)
                        .giving(FunctionResponse.class)
                        .refusing(ErrorMapper.ofFields()));
        addPublications(all);
    }

    private static void addPublications(Map<String, Operation> all) {
        all.put(
                "CreateFunctionVersion",
                that("Publishes what a function is now as a version that never changes.")
                        .taking(PublishVersionRequest.class)
                        .giving(FunctionResponse.class)
                        .refusing(INVALID_VERSION, DESCRIPTION_TOO_LONG, NOTHING_TO_PUBLISH, VERSION_EXISTS)
                        .refusing(CONFLICT, TOO_MUCH_CODE));
        all.put(
                "ListFunctionVersions",
                that("Lists a function's versions, latest first.").paged().giving(ListVersionsResponse.class));
        all.put("CreateVersionAlias", alias("Gives a version another name.").refusing(ALIAS_EXISTS, TOO_MANY_ALIASES));
        all.put("ListVersionAliases", that("Lists a function's aliases.").givingAll(AliasResponse.class));
        all.put("ShowVersionAlias", that("Shows an alias.").giving(AliasResponse.class));
        all.put("UpdateVersionAlias", alias("Moves an alias; what is absent is cleared."));
        all.put("DeleteVersionAlias", that("Deletes an alias.").refusing(ALIAS_HAS_TRIGGERS));
    }

    private static Operation alias(String summary) {
        return that(summary)
                .taking(AliasRequest.class)
                .giving(AliasResponse.class)
                .refusing(INVALID_ALIAS, INVALID_VERSION, DESCRIPTION_TOO_LONG, VERSION_HAS_ALIAS)
                .refusing(INVALID_ADDITIONAL_VERSION, INVALID_WEIGHT, SAME_VERSION);
    }
}
