package funcgraph.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineMemoryTest {

    @Test
    void functions_get_less_than_the_machine_has_and_more_than_the_smallest_of_them_needs() {
        assertThat(MachineMemory.forFunctionsMb()).isBetween(128, 64 * 1024 * 1024);
    }
}
