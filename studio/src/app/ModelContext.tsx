import { createContext, type ReactNode, useContext } from 'react';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import type { LoadLabel } from '../api/createLabelLoader.ts';
import { findEntity } from '../store/model.ts';

interface ModelValue {
  readonly model: BrowserModel;
  readonly loadLabel: LoadLabel;
}

const Context = createContext<ModelValue | undefined>(undefined);

interface ModelProviderProps extends ModelValue {
  readonly children: ReactNode;
}

export function ModelProvider({ model, loadLabel, children }: ModelProviderProps) {
  return <Context value={{ model, loadLabel }}>{children}</Context>;
}

function useModelValue(): ModelValue {
  const value = useContext(Context);
  if (!value) throw new Error('No ModelProvider above');
  return value;
}

export function useModel(): BrowserModel {
  return useModelValue().model;
}

export function useEntity(name: string): BrowserEntity | undefined {
  return findEntity(useModelValue().model, name);
}

export function useLoadLabel(): LoadLabel {
  return useModelValue().loadLabel;
}
