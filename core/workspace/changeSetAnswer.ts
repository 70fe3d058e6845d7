import type { LayerConflict } from '../definitions/layerConflict.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Operation } from '../migrations/operations.ts';
import type { BrowserModel } from '../model/browserModel.ts';
import type { Job } from '../online/Job.ts';
import type { DocumentChange } from './changedDocuments.ts';

/**
 * Answer of `POST /api/changesets`, of a revert and of a restore. KILN_STALE and a revert's KILN_CONFLICT carry
 * `conflicts`, a list of MemberConflict.
 */
export interface ChangeSetAnswer {
  /** uuid; null for a dry run. */
  readonly id: string | null;
  /** Of the model after the change. */
  readonly version: string;
  readonly plan: ChangePlan;
  /** 202: what the change needs is still being prepared, and the job makes it then. `id` is null. */
  readonly job?: Job;
  /** Of a dry run that asked for it. */
  readonly preview?: ModelPreview;
}

/** What a change-set does, to the database and to the documents. */
export interface ChangePlan {
  /** Versions of the model. */
  readonly from: string | null;
  readonly to: string;
  readonly operations: readonly RenderedOperation[];
  readonly dependants: readonly Dependant[];
  /** What the documents that change need and is not there yet. */
  readonly warnings: readonly PlanWarning[];
  /** What layers wanted and did not get, or got against each other. */
  readonly conflicts: readonly LayerConflict[];
  /** Every definition that changes, all packages merged, the fixes included; a renamed one has both names in `$id`. */
  readonly changes: readonly DocumentChange[];
  /** How long all operations take, estimated. */
  readonly ms: number;
}

type RenderedOperation = Operation & { readonly sql: readonly string[] };

/** A place in another document that names what was renamed or went. */
export interface Dependant {
  readonly kind: string;
  readonly name: string;
  readonly package: string;
  /** JSON pointer into the document as it was. */
  readonly pointer: string;
  /** Such as `followsRename` or `columnRemoved`; the sentence in any language is made of it and `params`. */
  readonly code: string;
  readonly params: JsonObject;
  /** English. */
  readonly message: string;
  /** The change-set corrects it. */
  readonly fixed: boolean;
}

/** A place in a document that can be applied as it is, and will not work before something else is done. */
export interface PlanWarning {
  readonly kind: string;
  readonly name: string;
  readonly package: string;
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly code: 'secretMissing';
  readonly params: JsonObject;
  /** English. */
  readonly message: string;
}

/** What `GET /api/model` would say of some entities, their forms and views. */
export type ModelPreview = Pick<BrowserModel, 'version' | 'locale' | 'entities' | 'forms' | 'views'>;

/** An item of `GET /api/changesets`, newest first. */
export interface ChangeSetSummary {
  readonly id: string;
  readonly version: string;
  readonly message: string;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string };
  /** ISO 8601. */
  readonly createdAt: string;
  /** The change-set that this one took back. */
  readonly reverts?: string;
  /** The last change-set that took this one back. */
  readonly revertedBy?: string;
  readonly documents: readonly {
    readonly kind: string;
    readonly name: string;
    readonly package: string;
    readonly change: 'added' | 'changed' | 'removed';
  }[];
  /** How many operations it took in the database. */
  readonly operations: number;
  readonly risk: Operation['risk'];
}

/** An item of `GET /api/parking`, what was parked last first. */
export interface ParkedItem {
  readonly id: string;
  /** `values`: what a field had before a conversion or before an option went; the field itself is there. */
  readonly what: 'entity' | 'field' | 'values';
  /** Names, of today where the thing is still there. */
  readonly entity: string;
  readonly field?: string;
  readonly title: string;
  /** Name of the field type. */
  readonly type?: string;
  /** Rows that hold something; an estimate where `estimated`. */
  readonly rows: number;
  readonly estimated?: boolean;
  /** ISO 8601; absent for what was parked before Kiln kept it. */
  readonly parkedAt?: string;
  /** uuid of the change-set that parked it. */
  readonly changeSet?: string;
  /** False where it cannot come back, such as a field of an entity that is parked itself. */
  readonly restorable: boolean;
}
