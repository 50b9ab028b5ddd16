package canary

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed policy.yaml
var policyFile []byte

// Standing is how somebody stands to the owner of a fact or a thing.
type Standing string

// The standings, as policy.yaml explains them. AnyStaff is everybody who works for
// the owner's service.
const (
	Self          Standing = "self"
	Carer         Standing = "carer"
	Parted        Standing = "parted"
	Member        Standing = "member"
	Shown         Standing = "shown"
	Known         Standing = "known"
	Practitioner  Standing = "worker"
	Coordinator   Standing = "coordinator"
	Lead          Standing = "lead"
	Administrator Standing = "administrator"
	AnyStaff      Standing = "staff"
)

// Policy is who may meet what.
type Policy struct {
	Facts  map[string][]Standing `yaml:"facts"`
	Things map[string][]Standing `yaml:"things"`
	Nobody []string              `yaml:"nobody"`
	// Unshown are facts that no page shows anybody yet.
	Unshown []string `yaml:"unshown"`
}

// readPolicy reads the one policy there is.
func readPolicy() (p Policy, err error) {
	err = yaml.UnmarshalWithOptions(policyFile, &p, yaml.Strict())
	return p, err
}

// shuts reports whether nobody meets anybody's words at an address.
func (p Policy) shuts(target string) bool {
	path, _, _ := strings.Cut(target, "?")
	return slices.ContainsFunc(p.Nobody, func(prefix string) bool { return path == prefix || strings.HasPrefix(path, prefix+"/") })
}

// meets reports whether any of the standings is among those who may.
func meets(may, stands []Standing) bool {
	return slices.ContainsFunc(stands, func(s Standing) bool { return slices.Contains(may, s) })
}
