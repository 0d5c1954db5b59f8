package funcgraph.contract;

import java.util.List;

/** A page of templates. */
public record ListTemplatesResponse(List<TemplateResponse> funcTemplates, int nextMarker, int count) {}
