const prefix = 'workflow:';

/** A run among causes (see Ctx.causes); no plugin's id has a colon. `about`: what it was set off by. */
export function workflowCause(workflow: string, about: string): string {
  return `${prefix}${workflow} ${about}`;
}

/** The x-id of the workflow; undefined for other causes. */
export function causingWorkflow(cause: string): string | undefined {
  return cause.startsWith(prefix) ? cause.slice(prefix.length).split(' ')[0] : undefined;
}
