package funcgraph.server.acceptance.functions;

import funcgraph.server.acceptance.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One row of the table of fields: a body of {@code PUT …/config}, and what must come of it.
 *
 * @param create fields of the create request beyond the usual, {@code "{}"} for none
 * @param first a change made before, {@code ""} for none
 * @param body the change that is looked at
 */
record FieldRow(String name, String create, String first, String body, Outcome outcome) {

    sealed interface Outcome {

        /** 200; each pointer shows its value, in the answer and from then on. */
        record Shows(Map<String, JsonNode> values) implements Outcome {}

        /** 200, and nothing has changed. */
        record Keeps() implements Outcome {}

        /** Refused; nothing has changed. The message names the field. */
        record Refused(int status, String code, String field) implements Outcome {}
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects rows in the words of the table. */
    static final class Table {

        private final List<FieldRow> rows = new ArrayList<>();
        private String create = "{}";
        private String first = "";

        List<FieldRow> rows() {
            return rows;
        }

        /** What the function of the following rows is created with, beyond the usual. */
        Table given(String fields) {
            create = fields;
            first = "";
            return this;
        }

        /** What is changed before each of the following rows. */
        Table after(String body) {
            first = body;
            return this;
        }

        /** The field takes the value, and shows it as it was sent. */
        Table takes(String field, String value) {
            return shows(field, value, "/" + field, value);
        }

        /** The body asks for nothing; what was there stays. */
        Table keeps(String body) {
            return add(body, "keeps", new Outcome.Keeps());
        }

        /** The field takes the value; at the pointer another is shown. */
        Table shows(String field, String value, String pointer, String shown) {
            return becomes("{\"%s\": %s}".formatted(field, value), pointer, shown);
        }

        /** The body is taken; pointers and the values they show, by turns. */
        Table becomes(String body, String... pointersAndValues) {
            var values = new java.util.LinkedHashMap<String, JsonNode>();
            for (int i = 0; i < pointersAndValues.length; i += 2) {
                values.put(pointersAndValues[i], Api.json(pointersAndValues[i + 1]));
            }
            return add(body, "shows " + values, new Outcome.Shows(values));
        }

        /** The field does not take the value. */
        Table refuses(String field, String value, String code) {
            return refusesBody("{\"%s\": %s}".formatted(field, value), code, field);
        }

        Table refusesBody(String body, String code, String field) {
            return add(body, code, new Outcome.Refused(400, code, field));
        }

        /** Too many of something, which has its own status. */
        Table refusesMany(String body, String code, int status) {
            return add(body, code, new Outcome.Refused(status, code, ""));
        }

        private Table add(String body, String result, Outcome outcome) {
            var shown = body.length() > 100 ? body.substring(0, 100) + "…" : body;
            rows.add(new FieldRow(shown + " " + result, create, first, body, outcome));
            return this;
        }
    }
}
