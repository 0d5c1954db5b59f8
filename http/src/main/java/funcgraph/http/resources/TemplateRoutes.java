package funcgraph.http.resources;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.ListTemplatesResponse;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.functions.Paging;
import java.util.List;

/** Templates of functions (functiongraph-api 2.9). All are everybody's. */
public final class TemplateRoutes {

    private final Templates templates;

    public TemplateRoutes(Templates templates) {
        this.templates = templates;
    }

    public Answer list(ApiRequest request) {
        var query = request.query();
        var paging = Paging.of(query);
        boolean privateOnly = "false".equals(query.get("ispublic"));
        var found = templates.find(
                query.getOrDefault("runtime", ""), query.getOrDefault("scene", ""), query.getOrDefault("service", ""));
        var all = privateOnly ? List.<funcgraph.contract.TemplateResponse>of() : found;
        var items = paging.of(all);
        return Answer.ok(new ListTemplatesResponse(items, paging.next(items.size()), all.size()));
    }

    public Answer show(ApiRequest request) {
        var id = request.parameter("template_id");
        return Answer.ok(templates
                .find(id)
                .orElseThrow(() -> new Rejected(ErrorCode.NO_SUCH_TEMPLATE, "there is no template '" + id + "'")));
    }
}
