package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAndDumpTest {
    /** Hash of the one segment: the same on every machine, since segments are named by their bytes. */
    private static final String ID = "[0-9a-f]{32}";

    @TempDir
    private Path directory;

    private Path store;

    @BeforeEach
    void commit() {
        store = directory.resolve("store");
        try (SegmentStore opened = SegmentStore.openOrCreate(store);
                Environment environment = Environment.create()) {
            environment.add(AtomCode.expression(AtomCode.symbol("edge"), AtomCode.symbol("a"), AtomCode.symbol("b")));
            environment.add(AtomCode.expression(AtomCode.symbol("edge"), AtomCode.symbol("a"), AtomCode.symbol("c")));
            opened.commit("kb", environment, "two edges");
        }
    }

    private void damageMap() throws IOException {
        final Path map = store.resolve("segments/0000000001.map");
        final byte[] bytes = Files.readAllBytes(map);
        for (int at = 0; at < bytes.length - 4; at++) {
            if (bytes[at] == 'M' && bytes[at + 1] == 'S' && bytes[at + 2] == 'E' && bytes[at + 3] == 'G') {
                bytes[at + 40] ^= 1;
            }
        }
        Files.delete(map);
        Files.write(map, bytes);
    }

    @Test
    void verifyPrintsALineForEachPart() {
        final Cli cli = Cli.run("verify", "--store", store, "--deep");
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out().replaceAll(ID, "ID")).isEqualTo("""
                        OK       file STORE
                        OK       log kb
                        OK       index segments/0000000001-0000000001.index
                        OK       map segments/0000000001.map
                        OK       snapshot ID
                        OK       tree ID &self
                        """);
        assertThat(Cli.run("verify", "--store", store, "kb")).isEqualTo(Cli.run("verify", "--store", store));
    }

    @Test
    void verifyTellsWhereADamageIsAndExitsWith3() throws IOException {
        damageMap();
        final Cli cli = Cli.run("verify", "--store", store, "kb", "--deep");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(cli.lines())
                .filteredOn(line -> line.startsWith("DAMAGED"))
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).contains("hash: path=", "0000000001.map, offset=", "expected=", "actual="));
        final Cli json = Cli.run("verify", "--store", store, "--deep", "--json");
        assertThat(json.exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(json.out())
                .contains("{\"part\":\"log\",\"name\":\"kb\",\"ok\":true,\"damageCount\":0,")
                .contains("\"ok\":false,\"damageCount\":1,\"damages\":[{\"file\":", "\"rule\":\"hash\"");
    }

    @Test
    void verifyOfWhatIsNoStoreFails() {
        assertThat(Cli.run("verify", "--store", directory).exitCode()).isEqualTo(ExitCode.STORE_FAILED);
    }

    @Test
    void dumpPrintsRecordsAndSegments() {
        final Cli cli = Cli.run("dump", "--store", store, "kb");
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out().replaceAll(ID, "ID").replaceAll("offset \\d+", "offset N"))
                .isEqualTo("""
                        snapshot ID generation 1 offset N length 80 count 1
                        tree &self: height 0, 2 atoms, 2 distinct, 0 with variables
                          segment ID generation 1 offset N length 53 count 2 (edge a b)
                        """);
    }

    @Test
    void dumpPrintsOneSegmentWithItsEntriesAndBytes() {
        final String id =
                Cli.run("dump", "--store", store, "kb").out().replaceAll("(?s).*segment (" + ID + ").*", "$1");
        final Cli cli = Cli.run("dump", "--store", store, "kb", "--segment", id.substring(0, 6), "--hex");
        assertThat(cli.lines().get(0)).startsWith("segment " + id);
        assertThat(cli.out().lines().skip(1))
                .startsWith(
                        "  version 1 kind 1 height 0 length 53 entriesEnd 49 count 2 restarts 1 owner 0",
                        "      32 shared 0 length 10 count 1 (edge a b)",
                        "      45 shared 9 length 10 count 1 (edge a c)")
                .contains("00000000  4d 53 45 47 01 01 00 00 35 00 00 00 31 00 00 00  MSEG....5...1...");
        assertThat(Cli.run("dump", "--store", store, "kb", "--segment", id, "--json")
                        .out())
                .contains("\"header\":{\"version\":1,", "\"entries\":[{\"offset\":32,");
        assertThat(Cli.run("dump", "--store", store, "kb", "--segment", "zz").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }
}
