// Package companion holds what any caregiver can read and do, as data.
package companion

import "embed"

// Files is a folder a language, and what the texts rest on.
//
//go:embed references.yaml en fr es ar
var Files embed.FS
