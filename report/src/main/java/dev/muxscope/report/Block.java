package dev.muxscope.report;

/// What a section is made of.
public sealed interface Block permits Paragraph, Table, Chart, HeatMap, FlameGraph {}
