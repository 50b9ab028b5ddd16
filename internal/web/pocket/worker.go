package pocket

import _ "embed"

//go:embed worker.js
var workerScript string
