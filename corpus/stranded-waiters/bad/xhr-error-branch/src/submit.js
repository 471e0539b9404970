const SecureStore = require('expo-secure-store');

const ROOT = 'https://api.example.com';
let exchanging = false;
const onHold = [];

function send(method, path, token, body, done) {
  const xhr = new XMLHttpRequest();
  xhr.open(method, ROOT + path);
  xhr.setRequestHeader('Content-Type', 'application/json');
  if (token) xhr.setRequestHeader('Authorization', 'Bearer ' + token);
  xhr.onload = function () {
    done(null, xhr.status, xhr.responseText);
  };
  xhr.onerror = function () {
    done(new Error('no connection'));
  };
  xhr.send(JSON.stringify(body));
}

function exchange(done) {
  function end(err, token) {
    exchanging = false;
    done(err, token);
  }
  SecureStore.getItemAsync('survey_refresh').then(function (refreshToken) {
    send('POST', '/auth/refresh', null, { refreshToken }, function (err, status, text) {
      if (err || status !== 200) return end(err || new Error('exchange: ' + status));
      const pair = JSON.parse(text);
      Promise.all([
        SecureStore.setItemAsync('survey_access', pair.accessToken),
        SecureStore.setItemAsync('survey_refresh', pair.refreshToken),
      ]).then(function () {
        end(null, pair.accessToken);
        onHold.splice(0).forEach(function (go) {
          go(pair.accessToken);
        });
      }, end);
    });
  }, end);
}

exports.submit = function submit(path, sample) {
  return new Promise(function (resolve, reject) {
    function finish(err, status, text) {
      if (err) reject(err);
      else if (status >= 400) reject(new Error('submit: ' + status));
      else resolve(JSON.parse(text));
    }
    function again(token) {
      send('POST', path, token, sample, finish);
    }
    SecureStore.getItemAsync('survey_access').then(function (token) {
      send('POST', path, token, sample, function (err, status, text) {
        if (err || status !== 401) return finish(err, status, text);
        if (exchanging) {
          onHold.push(again); // want: stranded-waiters
          return;
        }
        exchanging = true;
        exchange(function (failed, fresh) {
          if (failed) reject(failed);
          else again(fresh);
        });
      });
    }, reject);
  });
};
