import type { Actor } from '../context/types.ts';

/** What a request shows to say who asks. */
export interface Credential {
  readonly kind: 'session' | 'token';
  /** As it was sent: the signed value of the cookie, or the secret behind `Bearer`. */
  readonly text: string;
}

/** Whom a credential stands for, until when. */
export interface Known {
  readonly actor: Actor;
  /** Milliseconds since 1970; undefined: it does not expire. */
  readonly expiresAt: number | undefined;
  /** Of an API token. */
  readonly tokenId: string | undefined;
}

/** Recognises credentials. See createAuthenticator. */
export interface Authenticator {
  /**
   * Who asks; undefined: nobody that is known, or not any more. Answers at once, without a promise, for a credential
   * that was seen lately.
   */
  find(credential: Credential): Known | undefined | Promise<Known | undefined>;
  /** Reads this user anew for the next request, before the database has told of the change. */
  forget(userId: string): void;
  /**
   * Calls back with the id of a user, or `*` for everybody, when what was known of them may be wrong. Returns the undo.
   */
  onChanged(listener: (who: string) => void): () => void;
  close(): Promise<void>;
}
