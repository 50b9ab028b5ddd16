package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// wire is one connection of a client that does as little as a client can, so that
// the server is what is measured.
type wire struct {
	conn net.Conn
	in   *bufio.Reader
}

func dial(host string) (*wire, error) {
	conn, err := net.Dial("tcp", host)
	if err != nil {
		return nil, err
	}
	return &wire{conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

// request is what a browser would send: a form of our own page, or a look at one.
func request(method, path, host, login, form string) []byte {
	var r strings.Builder
	fmt.Fprintf(&r, "%s %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\nAccept-Language: en-GB\r\n", method, path, host)
	if login != "" {
		fmt.Fprintf(&r, "Cookie: login=%s\r\n", login)
	}
	if method == http.MethodPost {
		fmt.Fprintf(&r, "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n", len(form))
	}
	r.WriteString("\r\n" + form)
	return []byte(r.String())
}

// send sends a request and reads its answer whole.
func (w *wire) send(request []byte) (status int, took time.Duration, err error) {
	began := time.Now()
	if _, err := w.conn.Write(request); err != nil {
		return 0, 0, err
	}
	r, err := http.ReadResponse(w.in, nil)
	if err != nil {
		return 0, 0, err
	}
	_, err = io.Copy(io.Discard, r.Body)
	return r.StatusCode, time.Since(began), err
}
