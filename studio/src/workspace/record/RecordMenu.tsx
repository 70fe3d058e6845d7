import { useNavigate } from '@tanstack/react-router';
import { Copy, Eye, History, Link2, ScanEye, Share2, Trash2, Workflow } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userEntity } from '../../../../core/model/actorFields.ts';
import type { BrowserAction, BrowserEntity } from '../../../../core/model/browserModel.ts';
import { startViewAs } from '../../api/viewAs.ts';
import { lazyWithAntd } from '../../app/lazyWithAntd.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { withRunTexts, withSettingsTexts } from '../../app/settingsTexts.ts';
import { useLabel } from '../../fields/shared/useLabel.ts';
import { may, mayUse } from '../../store/rights.ts';
import { MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { ActionItems } from '../actions/ActionItems.tsx';
import { useCopyLink } from './useCopyLink.ts';
import { useDelete } from './useDelete.ts';
import { useRecordRights } from './useRecordRights.ts';

const history = withSettingsTexts(() => import('../history/HistoryDrawer.tsx'));
const sharing = withSettingsTexts(() => import('../access/ShareDialog.tsx'));
const explaining = withSettingsTexts(() => import('../access/ExplainDialog.tsx'));
const HistoryDrawer = lazyWithAntd(async () => (await history()).HistoryDrawer);
const ShareDialog = lazyWithAntd(async () => (await sharing()).ShareDialog);
const ExplainDialog = lazyWithAntd(async () => (await explaining()).ExplainDialog);
const RecordRuns = lazyWithAntd(withRunTexts(async () => (await import('../runs/RecordRuns.tsx')).RecordRuns));

interface RecordMenuProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  /** Those that have no button of their own. */
  readonly actions: readonly BrowserAction[];
  readonly onDeleted: () => void;
}

/** What else can be done with a record. A delete asks nothing: it can be taken back. */
export function RecordMenu({ entity, id, actions, onDeleted }: RecordMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const copyLink = useCopyLink();
  const remove = useDelete(entity);
  const rights = useRecordRights(entity, id);
  const model = useModel();
  const title = useLabel(entity.name, id) ?? '';
  const [opened, setOpened] = useState<'history' | 'runs' | 'share' | 'explain'>();
  const dismiss = () => setOpened(undefined);
  return (
    <>
      <MoreMenu>
        <ActionItems actions={actions} target={{ on: 'record', entity: entity.name, id }} />
        {may(entity, 'create') ? (
          <MenuItem
            icon={<Copy size={14} />}
            onClick={() => navigate({ to: '/$entity/new', params: { entity: entity.name }, search: { from: id } })}
          >
            {t('action.duplicate')}
          </MenuItem>
        ) : null}
        <MenuItem
          icon={<Link2 size={14} />}
          onClick={() => copyLink(`${window.location.origin}/${encodeURIComponent(entity.name)}/${id}`)}
        >
          {t('action.copyLink')}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<History size={14} />} onClick={() => setOpened('history')}>
          {t('history.title')}
        </MenuItem>
        {mayUse(model, 'workflows') ? (
          <MenuItem icon={<Workflow size={14} />} onClick={() => setOpened('runs')}>
            {t('record.runs')}
          </MenuItem>
        ) : null}
        {rights.share ? (
          <MenuItem icon={<Share2 size={14} />} onClick={() => setOpened('share')}>
            {t('share.action')}
          </MenuItem>
        ) : null}
        <MenuItem icon={<ScanEye size={14} />} onClick={() => setOpened('explain')}>
          {t('explain.action')}
        </MenuItem>
        {entity.name === userEntity && mayUse(model, 'roles') ? (
          <MenuItem
            icon={<Eye size={14} />}
            onClick={() => startViewAs({ as: `user:${id}`, name: title, from: window.location.pathname })}
          >
            {t('viewAs.thisPerson')}
          </MenuItem>
        ) : null}
        {rights.delete ? (
          <>
            <MenuLine />
            <MenuItem
              isDanger
              icon={<Trash2 size={14} />}
              onClick={async () => {
                const gone = await remove([id]);
                if (gone.length > 0) onDeleted();
              }}
            >
              {t('action.delete')}
            </MenuItem>
          </>
        ) : null}
      </MoreMenu>
      <Suspense>
        {opened === 'history' ? <HistoryDrawer entity={entity} id={id} onClose={dismiss} /> : null}
        {opened === 'runs' ? <RecordRuns entity={entity.name} id={id} onClose={dismiss} /> : null}
        {opened === 'share' ? <ShareDialog entity={entity} id={id} title={title} onClose={dismiss} /> : null}
        {opened === 'explain' ? <ExplainDialog about={{ entity, id }} onClose={dismiss} /> : null}
      </Suspense>
    </>
  );
}
