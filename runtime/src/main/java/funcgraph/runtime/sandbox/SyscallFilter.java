package funcgraph.runtime.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The program with which the kernel refuses system calls that no function needs and that have broken sandboxes before:
 * other namespaces and mounts, other processes' memory, kernel keys, and the large interfaces bpf, perf and io_uring.
 */
final class SyscallFilter {

    private static final int LOAD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int REFUSE = 0x00050000;
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    /** Numbers from here on are a second table of amd64 that nothing here uses. */
    private static final int X32 = 0x40000000;

    /** New namespaces of any kind. */
    private static final int CLONE_NEW = 0x7e020080;

    private static final int CLONE_3 = 435;
    private static final int ALG_SOCKET = 38;
    private static final int VM_SOCKET = 40;
    private static final List<Integer> REFUSED_EVERYWHERE =
            List.of(425, 426, 427, 428, 429, 430, 431, 432, 433, 442, 443);

    private record Machine(int audit, int cloning, int socket, List<Integer> refused) {}

    private static final Machine AMD64 = new Machine(
            0xC000003E,
            56,
            41,
            List.of(
                    101, 103, 134, 139, 153, 154, 155, 156, 159, 161, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172,
                    173, 174, 175, 176, 177, 178, 179, 180, 212, 227, 246, 248, 249, 250, 256, 272, 298, 300, 303, 304,
                    305, 308, 310, 311, 312, 313, 320, 321, 323));

    private static final Machine AARCH64 = new Machine(
            0xC00000B7,
            220,
            198,
            List.of(
                    18, 39, 40, 41, 42, 51, 58, 60, 89, 97, 104, 105, 106, 112, 116, 117, 142, 161, 162, 170, 171, 217,
                    218, 219, 224, 225, 238, 241, 262, 264, 265, 266, 268, 270, 271, 272, 273, 280, 282, 294));

    private record Instruction(int code, int ifSo, int ifNot, int value) {}

    private SyscallFilter() {}

    /** The program as the kernel reads it, for this machine's kind of processor. */
    static byte[] program() {
        return assemble("aarch64".equals(System.getProperty("os.arch")) ? AARCH64 : AMD64);
    }

    private static byte[] assemble(Machine machine) {
        var program = new ArrayList<Instruction>();
        program.add(new Instruction(LOAD, 0, 0, ARCHITECTURE));
        program.add(new Instruction(JUMP_EQUAL, 1, 0, machine.audit()));
        program.add(new Instruction(RETURN, 0, 0, KILL_PROCESS));
        program.add(new Instruction(LOAD, 0, 0, NUMBER));
        program.add(new Instruction(JUMP_AT_LEAST, 0, 1, X32));
        program.add(refusal(ENOSYS));
        refuse(
                program, CLONE_3,
                ENOSYS); // its flags lie in memory, where no filter can look; libraries fall back to clone
        machine.refused().forEach(number -> refuse(program, number, EPERM));
        REFUSED_EVERYWHERE.forEach(number -> refuse(program, number, EPERM));
        program.add(new Instruction(JUMP_EQUAL, 0, 4, machine.cloning()));
        program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT));
        program.add(new Instruction(JUMP_ANY_BIT, 0, 1, CLONE_NEW));
        program.add(refusal(EPERM));
        program.add(new Instruction(RETURN, 0, 0, ALLOW));
        program.add(new Instruction(JUMP_EQUAL, 0, 4, machine.socket()));
        program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT));
        program.add(new Instruction(JUMP_EQUAL, 1, 0, ALG_SOCKET));
        program.add(new Instruction(JUMP_EQUAL, 0, 1, VM_SOCKET));
        program.add(refusal(EPERM));
        program.add(new Instruction(RETURN, 0, 0, ALLOW));
        return bytes(program);
    }

    private static void refuse(List<Instruction> program, int number, int error) {
        program.add(new Instruction(JUMP_EQUAL, 0, 1, number));
        program.add(refusal(error));
    }

    private static Instruction refusal(int error) {
        return new Instruction(RETURN, 0, 0, REFUSE | error);
    }

    private static byte[] bytes(List<Instruction> program) {
        var buffer = ByteBuffer.allocate(program.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Instruction each : program) {
            buffer.putShort((short) each.code())
                    .put((byte) each.ifSo())
                    .put((byte) each.ifNot())
                    .putInt(each.value());
        }
        return buffer.array();
    }
}
