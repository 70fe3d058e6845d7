import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import type { LoadLabel } from '../api/createLabelLoader.ts';
import { memberId } from '../store/memberId.ts';
import { findEntity } from '../store/model.ts';

interface ModelValue {
  readonly model: BrowserModel;
  readonly loadLabel: LoadLabel;
  /** Entities by every name that they had since the page was opened, as they were last. */
  readonly known: ReadonlyMap<string, BrowserEntity>;
}

const Context = createContext<ModelValue | undefined>(undefined);

interface ModelProviderProps extends Pick<ModelValue, 'model' | 'loadLabel'> {
  readonly children: ReactNode;
}

export function ModelProvider({ model, loadLabel, children }: ModelProviderProps) {
  const seen = useRef<ModelValue['known']>(new Map());
  const known = useMemo(() => {
    seen.current = new Map([...seen.current, ...model.entities.map((entity) => [entity.name, entity] as const)]);
    return seen.current;
  }, [model]);
  const value = useMemo(() => ({ model, loadLabel, known }), [model, loadLabel, known]);
  return <Context value={value}>{children}</Context>;
}

function useModelValue(): ModelValue {
  const value = useContext(Context);
  if (!value) throw new Error('No ModelProvider above');
  return value;
}

export function useModel(): BrowserModel {
  return useModelValue().model;
}

/** By its name, also by one that it had when the page was opened. */
export function useEntity(name: string): BrowserEntity | undefined {
  const { model, known } = useModelValue();
  const found = findEntity(model, name);
  const was = found ? undefined : known.get(name);
  return found ?? (was && model.entities.find((entity) => memberId(entity) === memberId(was)));
}

/** An entity that was here when the page was opened and is gone; undefined while it is here, and if it never was. */
export function useGoneEntity(name: string): BrowserEntity | undefined {
  const entity = useEntity(name);
  const was = useModelValue().known.get(name);
  return entity ? undefined : was;
}

export function useLoadLabel(): LoadLabel {
  return useModelValue().loadLabel;
}
