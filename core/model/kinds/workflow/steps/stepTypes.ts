import { approval } from './approval.ts';
import { assign } from './assign.ts';
import { code } from './code.ts';
import { comment } from './comment.ts';
import { http } from './http.ts';
import { mail } from './mail.ts';
import { notify } from './notify.ts';
import { plugin } from './plugin.ts';
import { recordsCreate } from './recordsCreate.ts';
import { recordsDelete } from './recordsDelete.ts';
import { recordsFind } from './recordsFind.ts';
import { recordsGet } from './recordsGet.ts';
import { recordsUpdate } from './recordsUpdate.ts';
import type { StepType } from './StepType.ts';
import { set } from './set.ts';
import { stop } from './stop.ts';
import { wait } from './wait.ts';
import { workflow } from './workflow.ts';

/** The catalogue: everything that a step can `do`, by name, in the order in which the designer offers it. */
export const stepTypes: ReadonlyMap<string, StepType> = new Map(
  [
    ...[recordsCreate, recordsUpdate, recordsFind, recordsGet, recordsDelete],
    ...[assign, notify, comment, approval],
    ...[mail, http, plugin],
    ...[set, code],
    ...[wait, workflow, stop],
  ].map((type) => [type.name, type]),
);
