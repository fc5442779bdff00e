/// Applications that know nothing of Muxscope, to be recorded in JVMs of their own. [Life] says how
/// they begin and end.
package dev.muxscope.conformance.foreign;
