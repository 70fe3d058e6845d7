import type { StepRunner } from '../engine/StepRunner.ts';
import { createAssign } from './assign/createAssign.ts';
import { createCode } from './code/createCode.ts';
import { createApproval } from './createApproval.ts';
import { createComment } from './createComment.ts';
import { createNotify } from './createNotify.ts';
import { createPluginStep } from './createPluginStep.ts';
import { createSet } from './createSet.ts';
import { createStop } from './createStop.ts';
import { createSubWorkflow } from './createSubWorkflow.ts';
import { createWait } from './createWait.ts';
import { createHttp } from './http/createHttp.ts';
import { createMail } from './mail/createMail.ts';
import { createRecordsCreate } from './records/createRecordsCreate.ts';
import { createRecordsDelete } from './records/createRecordsDelete.ts';
import { createRecordsFind } from './records/createRecordsFind.ts';
import { createRecordsGet } from './records/createRecordsGet.ts';
import { createRecordsUpdate } from './records/createRecordsUpdate.ts';
import type { StepParts } from './StepParts.ts';

/** What does the steps of the catalogue that need nothing of the engine but a call. */
export function createStepRunners(parts: StepParts): StepRunner[] {
  return [
    createRecordsCreate(),
    createRecordsUpdate(),
    createRecordsDelete(),
    createRecordsFind(),
    createRecordsGet(),
    createAssign(),
    createSet(),
    createNotify(),
    createComment(),
    createApproval(),
    createHttp(parts),
    createMail(parts),
    createPluginStep(parts),
    createCode(parts),
    createSubWorkflow(),
    createWait(),
    createStop(),
  ];
}
