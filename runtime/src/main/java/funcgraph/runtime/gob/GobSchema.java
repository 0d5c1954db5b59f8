package funcgraph.runtime.gob;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types that the other side described, by their numbers: enough of them to read the fields that are known, and to
 * pass over those that are not.
 */
final class GobSchema {

    private static final int BOOL = 1;
    private static final int INT = GobWriter.INT;
    private static final int UINT = GobWriter.UINT;
    private static final int FLOAT = 4;
    private static final int BYTES = GobWriter.BYTES;
    private static final int STRING = GobWriter.STRING;
    private static final int COMPLEX = 7;

    /** A binary sends four types or so. */
    private static final int MOST_TYPES = 256;

    private static final int MOST_FIELDS = 256;
    private static final int DEEPEST = 32;

    private sealed interface Type {
        record Struct(List<Field> fields) implements Type {}

        record Slice(long element) implements Type {}

        record Array(long element, long length) implements Type {}

        record Mapping(long key, long element) implements Type {}
    }

    record Field(String name, long type) {}

    /** Takes a field of a struct: it reads the value, or leaves it to be passed over and answers false. */
    @FunctionalInterface
    interface Taker {
        boolean take(Field field, GobCursor value) throws MalformedGob;
    }

    private final Map<Long, Type> types = new HashMap<>();

    static boolean isString(Field field) {
        return field.type() == STRING;
    }

    static boolean isBytes(Field field) {
        return field.type() == BYTES;
    }

    static boolean isInt(Field field) {
        return field.type() == INT;
    }

    static boolean isUint(Field field) {
        return field.type() == UINT;
    }

    /** Reads the description of type {@code id}: encoding/gob's wireType. */
    void describe(long id, GobCursor from) throws MalformedGob {
        if (types.size() >= MOST_TYPES) {
            throw new MalformedGob("more than " + MOST_TYPES + " types");
        }
        var fields = new FieldNumbers(from);
        int kind = fields.next();
        var type = switch (kind) {
            case 0 -> array(from);
            case 1 -> slice(from);
            case 2 -> struct(from);
            case 3 -> mapping(from);
            default -> throw new MalformedGob("a type of kind " + kind);
        };
        fields.requireEnd();
        if (types.putIfAbsent(id, type) != null) {
            throw new MalformedGob("type " + id + " is described twice");
        }
    }

    /** Reads a struct. What {@code taker} does not take is passed over. */
    void struct(long id, GobCursor from, Taker taker) throws MalformedGob {
        if (!(types.get(id) instanceof Type.Struct(var fields))) {
            throw new MalformedGob("type " + id + " is no struct that was described");
        }
        struct(fields, from, taker, 0);
    }

    private void struct(List<Field> fields, GobCursor from, Taker taker, int depth) throws MalformedGob {
        var numbers = new FieldNumbers(from);
        for (int number = numbers.next(); number >= 0; number = numbers.next()) {
            if (number >= fields.size()) {
                throw new MalformedGob("field " + number + " of a struct that has " + fields.size());
            }
            var field = fields.get(number);
            if (!taker.take(field, from)) {
                skip(field.type(), from, depth + 1);
            }
        }
    }

    private void skip(long id, GobCursor from, int depth) throws MalformedGob {
        if (depth > DEEPEST) {
            throw new MalformedGob("a value nested deeper than " + DEEPEST);
        }
        if (id == BOOL || id == INT || id == UINT || id == FLOAT) {
            from.unsigned();
        } else if (id == COMPLEX) {
            from.unsigned();
            from.unsigned();
        } else if (id == BYTES || id == STRING) {
            from.skipBytes();
        } else {
            skipDescribed(id, from, depth);
        }
    }

    private void skipDescribed(long id, GobCursor from, int depth) throws MalformedGob {
        switch (types.get(id)) {
            case null -> throw new MalformedGob("type " + id + " was not described");
            case Type.Struct(var fields) -> struct(fields, from, (field, value) -> false, depth);
            case Type.Slice(long element) -> skipElements(element, from.count(), from, depth);
            case Type.Array(long element, long length) -> {
                int count = from.count();
                if (count != length) {
                    throw new MalformedGob("an array of " + count + " elements instead of " + length);
                }
                skipElements(element, count, from, depth);
            }
            case Type.Mapping(long key, long element) -> {
                int count = from.count();
                for (int read = 0; read < count; read++) {
                    skip(key, from, depth + 1);
                    skip(element, from, depth + 1);
                }
            }
        }
    }

    private void skipElements(long type, int count, GobCursor from, int depth) throws MalformedGob {
        for (int read = 0; read < count; read++) {
            skip(type, from, depth + 1);
        }
    }

    private static Type struct(GobCursor from) throws MalformedGob {
        var numbers = new FieldNumbers(from);
        var fields = new ArrayList<Field>();
        for (int number = numbers.next(); number >= 0; number = numbers.next()) {
            switch (number) {
                case 0 -> skipNamed(from);
                case 1 -> members(from, fields);
                default -> throw new MalformedGob("field " + number + " of a struct's description");
            }
        }
        return new Type.Struct(List.copyOf(fields));
    }

    private static void members(GobCursor from, List<Field> into) throws MalformedGob {
        int count = from.count();
        if (count > MOST_FIELDS) {
            throw new MalformedGob("a struct of " + count + " fields");
        }
        for (int read = 0; read < count; read++) {
            var named = named(from);
            into.add(named);
        }
    }

    private static Type slice(GobCursor from) throws MalformedGob {
        return new Type.Slice(described(from, 2)[1]);
    }

    private static Type array(GobCursor from) throws MalformedGob {
        long[] values = described(from, 3);
        return new Type.Array(values[1], values[2]);
    }

    private static Type mapping(GobCursor from) throws MalformedGob {
        long[] values = described(from, 3);
        return new Type.Mapping(values[1], values[2]);
    }

    /** A description whose field 0 is the common part, and whose others are numbers; what is not sent is 0. */
    private static long[] described(GobCursor from, int fields) throws MalformedGob {
        var numbers = new FieldNumbers(from);
        var values = new long[fields];
        for (int number = numbers.next(); number >= 0; number = numbers.next()) {
            if (number == 0) {
                skipNamed(from);
            } else if (number < fields) {
                values[number] = from.signed();
            } else {
                throw new MalformedGob("field " + number + " of a type's description");
            }
        }
        return values;
    }

    private static void skipNamed(GobCursor from) throws MalformedGob {
        named(from);
    }

    private static Field named(GobCursor from) throws MalformedGob {
        var numbers = new FieldNumbers(from);
        String name = "";
        long type = 0;
        for (int number = numbers.next(); number >= 0; number = numbers.next()) {
            switch (number) {
                case 0 -> name = from.string();
                case 1 -> type = from.signed();
                default -> throw new MalformedGob("field " + number + " of a name");
            }
        }
        return new Field(name, type);
    }

    /** The numbers of a struct's fields, which are sent as steps. */
    private static final class FieldNumbers {
        private final GobCursor from;
        private int last = -1;

        FieldNumbers(GobCursor from) {
            this.from = from;
        }

        /** The next field's number, or -1 at the struct's end. */
        int next() throws MalformedGob {
            long step = from.unsigned();
            if (step == 0) {
                return -1;
            }
            if (step < 0 || step > MOST_FIELDS) {
                throw new MalformedGob("a field " + Long.toUnsignedString(step) + " further");
            }
            last += (int) step;
            return last;
        }

        void requireEnd() throws MalformedGob {
            if (next() >= 0) {
                throw new MalformedGob("a type of two kinds");
            }
        }
    }
}
