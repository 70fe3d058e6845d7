import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { lazyWithAntd } from '../../app/lazyWithAntd.tsx';
import type { ListView } from '../../store/listViews.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import type { ListSetup } from './useListSetup.ts';

const PeekPanel = lazyWithAntd(async () => (await import('../record/PeekPanel.tsx')).PeekPanel);

/** The records of an entity in another shape than a table. */
export interface ShapedListProps {
  readonly entity: BrowserEntity;
  readonly setup: ListSetup;
  readonly view: ListView;
}

interface ShapedList {
  readonly open: (id: string) => void;
  /** Beside them; on a phone it is the record's page. */
  readonly peek: (id: string) => void;
  readonly panel: ReactNode;
}

/** How a record is opened out of a board or a calendar. */
export function useShapedList(entity: BrowserEntity, { state, change }: ListSetup): ShapedList {
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const open = useCallback(
    (id: string) => void navigate({ to: '/$entity/$id', params: { entity: entity.name, id } }),
    [navigate, entity],
  );
  const peek = useCallback((id: string) => (isNarrow ? open(id) : change({ peek: id })), [isNarrow, open, change]);
  const id = state.peek;
  const panel =
    id === undefined || isNarrow ? null : (
      <PeekPanel
        key={id}
        entity={entity}
        id={id}
        position={undefined}
        total={0}
        onGo={() => {}}
        onOpen={() => open(id)}
        onClose={() => change({ peek: undefined })}
      />
    );
  return { open, peek, panel };
}
