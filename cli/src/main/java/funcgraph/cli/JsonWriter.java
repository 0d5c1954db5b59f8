package funcgraph.cli;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;

/** Writes trees. A class of its own, so that who only reads does not wait for Jackson's factory. */
final class JsonWriter {

    static final ObjectWriteContext PLAIN = ObjectWriteContext.empty();

    /** As people read it. */
    static final ObjectWriteContext INDENTED = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    };

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonWriter() {}

    static byte[] bytes(JsonNode node) {
        var bytes = new ByteArrayOutputStream();
        try (var generator = FACTORY.createGenerator(PLAIN, bytes)) {
            write(node, generator);
        }
        return bytes.toByteArray();
    }

    static String text(JsonNode node, ObjectWriteContext context) {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(context, text)) {
            write(node, generator);
        }
        return text.toString();
    }

    private static void write(JsonNode node, JsonGenerator to) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                to.writeStartObject();
                for (var field : node.properties()) {
                    to.writeName(field.getKey());
                    write(field.getValue(), to);
                }
                to.writeEndObject();
            }
            case ARRAY -> {
                to.writeStartArray();
                for (var each : node) {
                    write(each, to);
                }
                to.writeEndArray();
            }
            case STRING -> to.writeString(node.stringValue());
            case BINARY -> to.writeBinary(node.binaryValue());
            case BOOLEAN -> to.writeBoolean(node.booleanValue());
            case NUMBER -> writeNumber(node, to);
            case NULL, MISSING -> to.writeNull();
            case POJO -> throw new IllegalArgumentException("an object of Java has no place in JSON of the wire");
        }
    }

    private static void writeNumber(JsonNode node, JsonGenerator to) {
        switch (node.numberType()) {
            case INT -> to.writeNumber(node.intValue());
            case LONG -> to.writeNumber(node.longValue());
            case BIG_INTEGER -> to.writeNumber(node.bigIntegerValue());
            case FLOAT -> to.writeNumber(node.floatValue());
            case DOUBLE -> to.writeNumber(node.doubleValue());
            case BIG_DECIMAL -> to.writeNumber(node.decimalValue());
        }
    }
}
