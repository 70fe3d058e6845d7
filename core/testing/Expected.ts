/** What came from outside of the types, of which a test says itself what it is. */
// biome-ignore lint/suspicious/noExplicitAny: what a test expects is its type
export type Expected = any;
