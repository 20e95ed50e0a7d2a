package io.mettalith.evaluator.builtin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as atoms. For one text; only memory limits its depth and the length of its numbers. */
final class JsonDecoder {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Knowledge knowledge;
    private final Deque<Container> open = new ArrayDeque<>();
    private final Map<String, Variable> variables = new HashMap<>();
    private Atom whole;

    JsonDecoder(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** An array or an object whose end has not been read. */
    private static final class Container {
        private final List<Atom> elements = new ArrayList<>();
        private final SpaceAtom space;
        private String key;

        Container(SpaceAtom space) {
            this.space = space;
        }
    }

    /**
     * Returns the atom of a text.
     *
     * @throws JsonFormException if it is not one JSON value
     */
    Atom decode(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (whole != null) {
                    throw new JsonFormException("JSON text goes on after its value: position="
                            + parser.currentTokenLocation().getCharOffset());
                }
                take(token, parser);
            }
        } catch (final JsonProcessingException e) {
            throw new JsonFormException("not JSON: reason=" + e.getOriginalMessage() + ", position="
                    + e.getLocation().getCharOffset());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        if (whole == null) {
            throw new JsonFormException("not JSON: reason=there is no value");
        }
        return whole;
    }

    private void take(JsonToken token, JsonParser parser) throws IOException {
        switch (token) {
            case START_ARRAY -> open.push(new Container(null));
            case START_OBJECT -> open.push(new Container(knowledge.newSpace()));
            case FIELD_NAME -> open.element().key = parser.getText();
            case END_ARRAY -> value(Expression.of(open.pop().elements.toArray(new Atom[0])));
            case END_OBJECT -> value(open.pop().space);
            default -> value(scalar(token, parser));
        }
    }

    private void value(Atom value) {
        final Container container = open.peek();
        if (container == null) {
            whole = value;
        } else if (container.space == null) {
            container.elements.add(value);
        } else {
            final SpaceId space = new SpaceId(container.space.high(), container.space.low());
            knowledge.add(space, Expression.of(new StringAtom(container.key), value));
        }
    }

    private Atom scalar(JsonToken token, JsonParser parser) throws IOException {
        return switch (token) {
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT -> Numbers.integer(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> Numbers.floating(parser.getDoubleValue());
            case VALUE_TRUE -> BoolAtom.TRUE;
            case VALUE_FALSE -> BoolAtom.FALSE;
            default -> JsonEncoder.NULL;
        };
    }

    private Atom string(String text) {
        if (text.startsWith(JsonEncoder.SYMBOL_PREFIX)) {
            return Symbol.of(text.substring(JsonEncoder.SYMBOL_PREFIX.length()));
        }
        if (text.startsWith(JsonEncoder.VARIABLE_PREFIX)) {
            return variables.computeIfAbsent(
                    text.substring(JsonEncoder.VARIABLE_PREFIX.length()),
                    name -> new Variable(name, knowledge.ids().next()));
        }
        return new StringAtom(text);
    }
}
