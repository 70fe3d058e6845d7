/** Why Kiln does not start. Its message says all that the person who starts it needs: it is shown without a stack. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartError';
  }
}
