import { QrcodeOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { ServiceLink } from '@crm/shared/model.ts';
import { Button, Modal, QRCode, Table, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useServiceLinks } from '../data/service.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Moment } from '../ui/moment.tsx';

/** Every link with what came through it. */
export function LinkList() {
  const t = useT();
  const links = useServiceLinks();
  const [shown, setShown] = useState<ServiceLink | null>(null);
  return (
    <section className="card" aria-label={t('service.links')}>
      <div className="card-head"><h2>{t('service.links')}</h2></div>
      <Answer of={links}>
        {(data) => (
          <>
            <Table<ServiceLink>
              size="small"
              rowKey="id"
              pagination={false}
              scroll={{ x: 720 }}
              dataSource={data.pages.flatMap((page) => page.items)}
              locale={{ emptyText: <Empty title={t('service.noLinks')} next={t('service.noLinksNext')} /> }}
              columns={[
                { title: t('service.linkName'), render: (_, link) => <span className="strong">{link.name}</span> },
                { title: t('service.dealer'), render: (_, link) => link.dealerName ?? <span className="muted">–</span> },
                { title: t('service.campaign'), render: (_, link) => link.campaign ?? <span className="muted">–</span> },
                { title: t('service.conversations'), width: 90, align: 'right', render: (_, link) => <span className="num">{link.conversations}</span> },
                { title: t('service.leads'), width: 80, align: 'right', render: (_, link) => <span className="num">{link.leads}</span> },
                { title: t('service.created'), width: 120, render: (_, link) => <Moment at={link.createdAt} /> },
                { width: 110, render: (_, link) => <Button size="small" icon={<QrcodeOutlined />} onClick={() => setShown(link)}>{t('service.code')}</Button> },
              ]}
            />
            <LoadMore of={links} />
          </>
        )}
      </Answer>
      {shown && <CodeDialog link={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

function CodeDialog({ link, onClose }: { link: ServiceLink; onClose(): void }) {
  const t = useT();
  const picture = useRef<HTMLDivElement>(null);
  const download = () => {
    const canvas = picture.current?.querySelector('canvas');
    if (!canvas) return;
    const anchor = document.createElement('a');
    anchor.download = `${link.name}.png`;
    anchor.href = canvas.toDataURL('image/png');
    anchor.click();
  };
  return (
    <Modal open title={link.name} okText={t('service.download')} onOk={download} onCancel={onClose}>
      <div className="code-picture" ref={picture}><QRCode value={link.url} size={260} errorLevel="M" bordered={false} /></div>
      <Typography.Paragraph copyable className="code-address">{link.url}</Typography.Paragraph>
    </Modal>
  );
}
