import { startLocalServer, type LocalServer } from './local-server.ts';

const html = { 'Content-Type': 'text/html; charset=utf-8' };

const shop = `<!doctype html><title>Tea shop</title><h1>Tea shop</h1>
<form method="post" action="/order">
  <label>Name <input name="name"></label>
  <label>Tea <select name="tea"><option>green</option><option>black</option></select></label>
  <button>Order</button>
</form>
<a href="/list.csv">Price list</a> <a href="/" target="_blank">Again</a>
<a href="file:///etc/passwd">Secrets</a>
<button onclick="alert('Only today!')">Offer</button>
<button onclick="location.href='data:text/html,fake'">Fake</button>`;

/**
 * A shop for a browser to use. `/page?<script>` runs a script, so that a test can let a page try what a
 * hostile one would.
 */
export function startShop(): Promise<LocalServer> {
  return startLocalServer((request, response) => {
    const [path = '', query = ''] = request.url.split('?');
    switch (path) {
      case '/':
        response.writeHead(200, html).end(shop);
        return;
      case '/order':
        response
          .writeHead(200, html)
          .end(`<title>Thank you</title><p>Ordered: ${request.body}</p>`);
        return;
      case '/list.csv':
        response.writeHead(200, {
          'Content-Type': 'text/csv',
          'Content-Disposition': 'attachment; filename="../prices.csv"',
        });
        response.end('green,4\nblack,5\n');
        return;
      case '/page':
        response
          .writeHead(200, html)
          .end(
            `<title>Page</title><p id="said">nothing</p><script>${decodeURIComponent(query)}</script>`,
          );
        return;
      case '/to':
        response.writeHead(302, { Location: decodeURIComponent(query) }).end();
        return;
      default:
        response.writeHead(404).end();
    }
  });
}
