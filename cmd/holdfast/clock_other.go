//go:build !linux

package main

import "errors"

func synchronised() error { return errors.ErrUnsupported }
