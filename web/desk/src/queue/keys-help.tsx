import { useT } from '@crm/shared/i18n.tsx';
import { Modal } from 'antd';

const keys = [
  [['j', 'k'], 'keys.move'],
  [['Enter'], 'keys.open'],
  [['c'], 'keys.claim'],
  [['s'], 'keys.start'],
  [['1', '…', '6'], 'keys.outcome'],
  [['?'], 'keys.help'],
] as const;

export function KeysHelp({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useT();
  return (
    <Modal open={open} onCancel={onClose} title={t('keys.title')} footer={null} width={420} destroyOnHidden>
      <dl className="keys-list">
        {keys.map(([names, text]) => (
          <div key={text} style={{ display: 'contents' }}>
            <dt>{names.map((name) => <kbd key={name} style={{ marginRight: 3 }}>{name}</kbd>)}</dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small" style={{ marginTop: 14 }}>{t('keys.note')}</p>
    </Modal>
  );
}
