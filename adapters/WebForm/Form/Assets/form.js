// Proof of work for the form's spam guard. SHA-256 is written out because crypto.subtle is missing on plain http.
(function () {
  'use strict';
  document.documentElement.classList.add('js');

  var K = [], H0 = [];
  (function () {
    // The constants are the first 32 bits of the fractions of cube and square roots of the primes.
    var found = 0;
    for (var n = 2; found < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
      if (!prime) continue;
      if (found < 8) H0[found] = (Math.pow(n, 1 / 2) * 4294967296) | 0;
      K[found++] = (Math.pow(n, 1 / 3) * 4294967296) | 0;
    }
  })();

  function block(h, w) {
    var i, s0, s1;
    for (i = 16; i < 64; i++) {
      var x = w[i - 15], y = w[i - 2];
      s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
      s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1 | 0;
    }
    var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], j = h[7];
    for (i = 0; i < 64; i++) {
      s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
      var t1 = j + s1 + (e & f ^ ~e & g) + K[i] + w[i] | 0;
      s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
      var t2 = s0 + (a & b ^ a & c ^ b & c) | 0;
      j = g; g = f; f = e; e = d + t1 | 0; d = c; c = b; b = a; a = t1 + t2 | 0;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += j;
    for (i = 0; i < 8; i++) h[i] |= 0;
  }

  function firstWord(bytes) {
    var length = bytes.length, blocks = (length + 8 >> 6) + 1, h = H0.slice(), w = new Array(64);
    for (var n = 0; n < blocks; n++) {
      for (var i = 0; i < 16; i++) {
        var word = 0;
        for (var k = 0; k < 4; k++) {
          var at = n * 64 + i * 4 + k;
          word = word << 8 | (at < length ? bytes[at] : at === length ? 128 : 0);
        }
        w[i] = word;
      }
      if (n === blocks - 1) { w[14] = 0; w[15] = length * 8; }
      block(h, w);
    }
    return h[0] >>> 0;
  }

  function work(text, bits, done) {
    var head = unescape(encodeURIComponent(text)), counter = 0;
    (function some() {
      for (var stop = counter + 4000; counter < stop; counter++) {
        var all = head + counter, bytes = new Array(all.length);
        for (var i = 0; i < all.length; i++) bytes[i] = all.charCodeAt(i);
        if (firstWord(bytes) >>> (32 - bits) === 0) { done(String(counter)); return; }
      }
      setTimeout(some, 0);
    })();
  }

  document.addEventListener('submit', function (event) {
    var form = event.target, field = form.elements.work, button = form.querySelector('button');
    if (!field || field.value) return;
    event.preventDefault();
    button.disabled = true;
    button.textContent = button.dataset.sending;
    work(form.elements.token.value + '|' + form.elements.phone.value + '|', Number(form.dataset.bits), function (counter) {
      field.value = counter;
      form.submit();
    });
  });

  // Back from the thank-you page: the browser may restore a finished form, whose work no longer fits.
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-bits]').forEach(function (form) {
      var button = form.querySelector('button');
      form.elements.work.value = '';
      button.disabled = false;
      button.textContent = button.dataset.submit;
    });
  });
})();
