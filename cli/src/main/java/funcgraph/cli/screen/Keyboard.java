package funcgraph.cli.screen;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What the kernel does with keys before a program gets them: by lines, shown as they are typed, or one by one. The JDK has
 * no words for that, and so the C library is asked, in the form that Linux has on all 64-bit machines.
 */
@SuppressWarnings("restricted") // the launcher gives the client native access for this class
final class Keyboard {

    private static final int INPUT = 0;
    private static final int OUTPUT = 1;

    /** More than {@code struct termios} has, whatever the library. */
    private static final long TERMIOS = 256;

    private static final long LOCAL_FLAGS = 12;
    private static final int BY_LINES_AND_SHOWN = 0x2 | 0x8; // ICANON | ECHO
    private static final int AT_ONCE = 0; // TCSANOW
    private static final long ASK_SIZE = 0x5413; // TIOCGWINSZ
    private static final long SIZE = 8;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = LINKER.defaultLookup();

    private Keyboard() {}

    /** Keys come one by one from now on, and are not shown. False when this is no terminal or no such library. */
    static boolean keyByKey() {
        return change(false);
    }

    /** As shells want it. */
    static void lineByLine() {
        change(true);
    }

    private static boolean change(boolean byLines) {
        try (var arena = Arena.ofConfined()) {
            var settings = arena.allocate(TERMIOS);
            var ask = function("tcgetattr", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
            var set = function("tcsetattr", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
            if ((int) ask.invokeExact(INPUT, settings) != 0) {
                return false;
            }
            int flags = settings.get(ValueLayout.JAVA_INT, LOCAL_FLAGS);
            settings.set(
                    ValueLayout.JAVA_INT,
                    LOCAL_FLAGS,
                    byLines ? flags | BY_LINES_AND_SHOWN : flags & ~BY_LINES_AND_SHOWN);
            return (int) set.invokeExact(INPUT, AT_ONCE, settings) == 0;
        } catch (Throwable e) {
            return given(e, false);
        }
    }

    /** How many lines the output's terminal has. */
    static int rows(int otherwise) {
        try (var arena = Arena.ofConfined()) {
            var size = arena.allocate(SIZE);
            var ask = LINKER.downcallHandle(
                    LIBRARY.findOrThrow("ioctl"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                    Linker.Option.firstVariadicArg(2));
            int rows = (int) ask.invokeExact(OUTPUT, ASK_SIZE, size) == 0 ? size.get(ValueLayout.JAVA_SHORT, 0) : 0;
            return rows > 0 ? rows : otherwise;
        } catch (Throwable e) {
            return given(e, otherwise);
        }
    }

    private static MethodHandle function(String name, ValueLayout... parameters) {
        return LINKER.downcallHandle(
                LIBRARY.findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }

    /** A machine without that function still shows its pictures. */
    private static <T> T given(Throwable failure, T otherwise) {
        if (failure instanceof Error error && !(failure instanceof LinkageError)) {
            throw error;
        }
        return otherwise;
    }
}
