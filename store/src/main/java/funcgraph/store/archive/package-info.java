/**
 * Reads archives that strangers send: finds out whether one is whole and harmless, and unpacks it. It trusts nothing an
 * archive says about itself: sizes are counted, checksums are computed, paths and links are followed on paper first.
 *
 * <p>It must never know what an archive is for, nor answer a caller: it gives a reason, others word the refusal.
 */
@NullMarked
package funcgraph.store.archive;

import org.jspecify.annotations.NullMarked;
