import type { Active, DndContextProps, Over } from '@dnd-kit/core';
import { useTranslation } from 'react-i18next';

type Accessibility = NonNullable<DndContextProps['accessibility']>;

interface DragWords {
  /** What is dragged, as people call it. */
  readonly itemOf: (active: Active) => string;
  /** Where it would be dropped; undefined: nothing is dropped there. */
  readonly placeOf: (over: Over) => string | undefined;
  /** How one drags here, also by keyboard. */
  readonly instructions: string;
}

/** What a screen reader says of a drag, in the language of the page. */
export function useDragWords({ itemOf, placeOf, instructions }: DragWords): Accessibility {
  const { t } = useTranslation();
  const said = (key: 'over' | 'dropped', active: Active, over: Over | null) => {
    const item = itemOf(active);
    // A member of a list is over itself at first.
    const place = over && over.id !== active.id ? placeOf(over) : undefined;
    if (place !== undefined) return t(`drag.${key}`, { item, place });
    return key === 'over' ? t('drag.nowhere', { item }) : t('drag.stays', { item });
  };
  return {
    screenReaderInstructions: { draggable: instructions },
    announcements: {
      onDragStart: ({ active }) => t('drag.picked', { item: itemOf(active) }),
      onDragOver: ({ active, over }) => said('over', active, over),
      onDragEnd: ({ active, over }) => said('dropped', active, over),
      onDragCancel: ({ active }) => t('drag.cancelled', { item: itemOf(active) }),
    },
  };
}
