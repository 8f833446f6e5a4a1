#pragma once
#include "peer.h"
#include "spawn.h"
#include "system.h"
