package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A base with several spaces, states and tokens, and forks of it that have gone their own ways: facts and definitions
 * come, in several copies, and go, and come back; cells change; spaces are made and forked.
 */
final class RandomHistory implements AutoCloseable {
    final Environment base = Environment.create();
    final List<Environment> forks = new ArrayList<>();

    private final Random random;
    private final AtomCode[] vocabulary;
    private final List<StateId> states = new ArrayList<>();
    private final List<Environment> opened = new ArrayList<>(List.of(base));

    RandomHistory(long seed, int forkCount) {
        random = new Random(seed);
        vocabulary = new AtomCode[random.nextInt(40) == 0 ? 600 : 6 + random.nextInt(40)];
        for (int i = 0; i < vocabulary.length; i++) {
            vocabulary[i] = atom(i);
        }
        write(base, random.nextInt(2 * vocabulary.length));
        for (int i = 0; i < forkCount; i++) {
            forks.add(fork(base));
            write(forks.get(i), random.nextInt(8) == 0 ? 0 : random.nextInt(30));
        }
    }

    private static AtomCode atom(int i) {
        final AtomCode name = AtomCode.symbol("name" + i % 5);
        return switch (i % 5) {
            case 0, 1 -> AtomCode.expression(AtomCode.symbol("="), AtomCode.expression(name), AtomCode.integer(i));
            case 2 -> AtomCode.expression(AtomCode.symbol(":"), name, AtomCode.variable("x" + i));
            case 3 -> AtomCode.expression(AtomCode.symbol("edge"), name, AtomCode.variable("x" + i));
            default -> AtomCode.expression(AtomCode.symbol("edge"), name, AtomCode.integer(i));
        };
    }

    Random random() {
        return random;
    }

    /** Returns a fork that is closed with this history. */
    Environment fork(Environment environment) {
        return closing(environment.fork());
    }

    Environment closing(Environment environment) {
        opened.add(environment);
        return environment;
    }

    void write(Environment environment, int operations) {
        for (int i = 0; i < operations; i++) {
            final List<SpaceId> spaces = environment.spaces();
            final SpaceId space = random.nextInt(3) == 0 ? spaces.get(random.nextInt(spaces.size())) : SpaceId.MAIN;
            write(environment, space, vocabulary[random.nextInt(vocabulary.length)]);
        }
    }

    private void write(Environment environment, SpaceId space, AtomCode atom) {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5 -> environment.remove(space, atom);
            case 6, 7, 8 -> {
                if (environment.remove(space, atom)) {
                    environment.add(space, atom);
                }
            }
            case 9 -> environment.bind("t" + random.nextInt(3), atom);
            case 10 -> states.add(environment.newState(atom));
            case 11, 12 -> changeState(environment, atom);
            case 13 -> {
                if (environment.spaces().size() < 5) {
                    environment.newSpace();
                }
            }
            case 14 -> {
                if (environment.spaces().size() < 5) {
                    environment.forkSpace(space);
                }
            }
            default -> environment.add(space, atom);
        }
    }

    private void changeState(Environment environment, AtomCode value) {
        if (!states.isEmpty()) {
            final StateId state = states.get(random.nextInt(states.size()));
            if (environment.state(state).isPresent()) {
                environment.changeState(state, value);
            }
        }
    }

    @Override
    public void close() {
        opened.forEach(Environment::close);
    }
}
