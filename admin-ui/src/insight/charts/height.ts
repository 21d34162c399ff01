// How high charts are, known before they are loaded: their room is held free.

/** Of a bar with its words, px. */
export const rowHeight = 64;

/** Of lines, px, without what tells one point. */
export const linesHeight = 220;

/** Of what is below and above the lines, px. */
export const linesWords = 72;
