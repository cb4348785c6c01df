// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {FiducialRegistry} from "../../contracts/FiducialRegistry.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";

// Wallets by ERC-1271 as a patient may have them, and as an attacker may build them.

bytes4 constant MAGIC = 0x1626ba7e;

/// @notice Takes one signature for one hash, of any bytes.
contract PickyWallet {
    bytes32 private _taken;

    function take(bytes32 hash, bytes calldata signature) external {
        _taken = keccak256(abi.encode(hash, signature));
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return keccak256(abi.encode(hash, signature)) == _taken ? MAGIC : bytes4(0);
    }
}

contract YesWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return MAGIC;
    }
}

contract WrongMagicWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }
}

/// @notice Answers with the magic value and something after it, where the standard says zeroes.
contract DirtyMagicWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (uint256) {
        return uint256(bytes32(MAGIC)) | 1;
    }
}

/// @notice Answers with the four bytes alone, not with a word.
contract ShortAnswerWallet {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0, shl(224, 0x1626ba7e))
            return(0, 4)
        }
    }
}

contract RevertingWallet {
    error No();

    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        revert No();
    }
}

/// @notice Reverts with the magic value, which is no answer.
contract RevertingMagicWallet {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0, shl(224, 0x1626ba7e))
            revert(0, 32)
        }
    }
}

contract GasEater {
    fallback() external {
        assembly ("memory-safe") {
            invalid()
        }
    }
}

/// @notice Answers no with a megabyte.
contract ReturnBomb {
    fallback() external {
        assembly ("memory-safe") {
            return(0, 1000000)
        }
    }
}

/// @notice Says yes after it tried to grant itself something on the way, as the patient it is.
contract ReenteringWallet {
    FiducialRegistry private immutable _REGISTRY;
    Terms private _terms;

    constructor(FiducialRegistry registry, Terms memory terms) {
        _REGISTRY = registry;
        _terms = terms;
    }

    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        try _REGISTRY.permit(_terms) {} catch {}
        return MAGIC;
    }
}

/// @notice Tries calls of the registry while it is asked, and says yes only if none of them was taken.
contract VigilantWallet {
    FiducialRegistry private immutable _REGISTRY;
    bytes[] private _calls;

    constructor(FiducialRegistry registry) {
        _REGISTRY = registry;
    }

    function plan(bytes calldata call) external {
        _calls.push(call);
    }

    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        for (uint256 i = 0; i < _calls.length; ++i) {
            (bool done, ) = address(_REGISTRY).call{gas: 1_000_000}(_calls[i]);
            if (done) return 0;
        }
        return MAGIC;
    }
}
