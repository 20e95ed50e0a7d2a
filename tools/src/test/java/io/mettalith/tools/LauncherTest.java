package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code tools/bin/mettalith}, in front of the classes that are tested. */
@Timeout(300)
class LauncherTest {
    private static final Path SCRIPT = Path.of("bin", "mettalith");

    @TempDir
    private Path directory;

    private Path script;

    /** Puts the script beside a jar that has nothing but the class path of the tests. */
    @BeforeEach
    void layOut() throws IOException {
        script = directory.resolve("tools/bin/mettalith");
        Files.createDirectories(script.getParent());
        Files.copy(SCRIPT, script);
        final Path jar = directory.resolve("tools/target/mettalith.jar");
        Files.createDirectories(jar.getParent());
        final Manifest manifest = new Manifest();
        final Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        attributes.putValue("Add-Exports", flags("--add-exports="));
        attributes.putValue("Add-Opens", flags("--add-opens="));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private static String flags(String kind) {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith(kind))
                .map(flag -> flag.substring(kind.length(), flag.indexOf("=ALL-UNNAMED")))
                .collect(Collectors.joining(" "));
    }

    /** Runs a line of the shell in the test's directory, in which {@code $M} is the script. */
    private Cli shell(Map<String, String> environment, String line) throws Exception {
        final Path out = directory.resolve("out");
        final Path err = directory.resolve("err");
        final ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().putAll(environment);
        builder.environment().put("M", script.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("METTALITH_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        final Process process = builder.start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return new Cli(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LANG=C", "LANG=de_DE.ISO-8859-1", "LANG=xx_XX", "LC_ALL=POSIX", "LC_CTYPE=C", "NONE=none"})
    void textIsUtf8WhateverTheLocale(String locale) throws Exception {
        final String[] variable = locale.split("=");
        final Map<String, String> environment = Map.of(variable[0], variable[1]);
        final String file = "f=$(printf 'stra\\303\\237e.metta'); ";
        final Cli imported = shell(
                environment,
                file + "printf '(stra\\303\\237e \"K\\303\\266ln \\360\\237\\230\\200\")' > \"$f\";"
                        + " \"$M\" import --into kb \"$f\"");
        assertThat(imported.err()).isEmpty();
        assertThat(imported.exitCode()).isZero();
        final Cli shown = shell(environment, "\"$M\" show kb \"$(printf '(stra\\303\\237e $x)')\"");
        assertThat(shown).isEqualTo(new Cli(0, "(straße \"Köln 😀\")\n", ""));
        final Cli piped = shell(environment, "\"$M\" export kb | \"$M\" import --store two --into kb --json -");
        assertThat(piped.out()).contains("\"imported\":1");
        final Cli missing = shell(environment, "\"$M\" run \"$(printf 'f\\303\\274r.metta')\"");
        assertThat(missing.err()).isEqualTo("error: no such file: file=für.metta; check the path\n");
        final Cli written = shell(environment, "\"$M\" export kb -o \"$(printf '\\303\\274.metta')\" && ls");
        assertThat(written.out()).contains("ü.metta");
    }

    @Test
    void anEmptyVariableNamesNoStore() throws Exception {
        final Cli cli = shell(Map.of("METTALITH_STORE", ""), "\"$M\" refs");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertThat(cli.err()).contains("path=.mettalith;").contains("as import does");
    }

    @Test
    void aFullDiskFailsAndAClosedPipeIsQuiet() throws Exception {
        Files.writeString(directory.resolve("f.metta"), "(edge a b)\n".repeat(20_000));
        assertThat(shell(Map.of(), "\"$M\" import --into kb f.metta").exitCode())
                .isZero();
        final Cli full = shell(Map.of(), "\"$M\" export kb > /dev/full");
        assertThat(full.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertThat(full.err()).contains("No space left on device");
        final Cli closed =
                shell(Map.of(), "{ \"$M\" export kb --format metta; echo $? >&2; } | head -c 10 > /dev/null");
        assertThat(closed.err()).isIn("141\n", "0\n"); // 0 where all of it went into the pipe before its end was closed
        final Cli device =
                shell(Map.of(), "\"$M\" export kb -o /dev/stdout | tail -n 1; \"$M\" export kb -o /dev/full");
        assertThat(device.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertThat(device.out()).contains("kb ");
        final Cli linked =
                shell(Map.of(), "ln -s real.metta link.metta; \"$M\" export kb -o link.metta; readlink link.metta");
        assertThat(linked.out()).endsWith("real.metta\n");
        assertThat(directory.resolve("real.metta")).isRegularFile();
        final Cli fifo = shell(
                Map.of(),
                "mkfifo pipe.metta; \"$M\" export kb -o pipe.metta & \"$M\" import --store s --into kb --json pipe.metta;"
                        + " wait; test -p pipe.metta && echo still");
        assertThat(fifo.out()).contains("\"imported\":20000").contains("still");
    }
}
