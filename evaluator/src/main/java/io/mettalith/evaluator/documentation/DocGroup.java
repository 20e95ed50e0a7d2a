package io.mettalith.evaluator.documentation;

import java.util.List;

/**
 * Documentation of what belongs together.
 *
 * @param name one word; of a module that has to be imported, its name
 * @param title what stands above it
 * @param text what holds for all of it
 * @param docs what is documented, in the order to read it in
 */
public record DocGroup(String name, String title, String text, List<Doc> docs) {}
